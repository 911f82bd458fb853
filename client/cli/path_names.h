// The names of files and folders that a path may go on with, for completion. Reads
// folders, and says nothing of what it may not read. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troth::cli {

// Paths that begin as `typed` does: of sort "FILE" files and folders, of "DIR"
// folders alone, of any other none. A folder ends with a slash. Without those
// that would have to be quoted, and without hidden ones that are not asked for.
std::vector<std::string> path_names(std::string_view typed, std::string_view sort);

}  // namespace troth::cli
