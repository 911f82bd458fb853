#include <algorithm>
#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {

const Request* find_request(std::string_view what) {
  using Subject = std::span<const Request> (*)();
  constexpr std::array<Subject, 12> kSubjects = {
      agreement_requests, proposal_requests, editing_requests,  restriction_requests,
      check_in_requests,  decision_requests, practice_requests, review_requests,
      reading_requests,   private_requests,  pairing_requests,  leaving_requests};
  for (const Subject subject : kSubjects) {
    const auto rows = subject();
    const auto found = std::ranges::find(rows, what, &Request::what);
    if (found != rows.end()) return &*found;
  }
  return nullptr;
}

}  // namespace troth::desktop
