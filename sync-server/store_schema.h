// The tables of the mailbox store and the steps that make them. A landed step
// never changes.
#pragma once

#include <span>

#include "core/sqlite/migrator.h"

namespace troth::relay {

std::span<const sqlite::Migration> store_migrations();

}  // namespace troth::relay
