// What both clients call and show alike (client/views), by the names that this room
// says without a prefix. Every command and page of it includes this.
#pragma once

#include "client/views/arrivals.h"
#include "client/views/json.h"
#include "client/views/json_decisions.h"
#include "client/views/json_practice.h"
#include "client/views/json_private.h"
#include "client/views/json_reviews.h"
#include "client/views/json_versions.h"
#include "client/views/names.h"
#include "client/views/page.h"
#include "client/views/profile_json.h"
#include "client/views/sentences.h"
#include "client/views/words.h"

namespace troth::cli {

using namespace views;  // NOLINT(google-build-using-namespace): this room speaks of nothing else
// Where this room adds some of its own.
using views::json_of;
using views::sentence_of;
using views::text_of;

}  // namespace troth::cli
