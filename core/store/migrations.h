// The steps that bring a vault's database from any earlier schema to the
// newest: the files of migrations/, in the order of their numbers. A landed
// one never changes. schema.sql is what a fresh database has after all of them;
// a test compares. Constants.
#pragma once

#include <span>

#include "core/sqlite/migrator.h"

namespace troth::store {

std::span<const sqlite::Migration> migrations();

}  // namespace troth::store
