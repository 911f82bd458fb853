#include "client/cli/edit_proposal.h"

#include "client/cli/edit_text.h"

namespace troth::cli {
namespace {

Result<vault::Sheet> sheet_of(Context& context, const EditedProposal& proposal) {
  TROTH_ASSIGN(auto profile, context.open());
  return proposal.sheet(profile.editing());
}

Status propose(Context& context, const vault::Sheet& sheet, std::string_view text) {
  TROTH_ASSIGN(auto profile, context.open_quietly());
  TROTH_ASSIGN(const auto proposed, profile.editing().propose(sheet, text));
  return show_proposed(context, profile, proposed);
}

}  // namespace

Status show_proposed(Context& context, host::Profile& profile, const vault::Proposed& proposed) {
  Json limits = Json::array();
  for (const auto& limit : proposed.limits) limits.push_back(limit.hex());
  std::string text;
  if (!proposed.limits.empty())
    text += counted(proposed.limits.size(), "limit of yours is", "limits of yours are") +
            " in force from now on, whatever becomes of the proposal.";
  if (proposed.proposal)
    text += (text.empty() ? "" : "\n") + ("Proposed: " + short_id(*proposed.proposal) +
                                          ". Nothing of it counts until your partner agrees.");
  return context.show_signed(
      profile,
      {{"id", proposed.proposal ? Json(proposed.proposal->hex()) : Json(nullptr)},
       {"limits", limits}},
      text);
}

Status edit_proposal(Context& context, const EditedProposal& proposal) {
  TROTH_ASSIGN(const Editor editor, Editor::find("proposal.toml"));
  TROTH_ASSIGN(const vault::Sheet sheet, sheet_of(context, proposal));
  return edit_text(context, editor,
                   {.text = sheet.toml,
                    .use = [&](std::string_view text) { return propose(context, sheet, text); },
                    .then = proposal.then,
                    .nothing = {{"id", nullptr}, {"limits", Json::array()}},
                    .undone = "nothing is proposed"});
}

}  // namespace troth::cli
