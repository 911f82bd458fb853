#include "core/document/contract.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/agreement/proposal.h"
#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/document/heading_words.h"
#include "core/document/markdown.h"
#include "core/document/resolve.h"
#include "core/document/template.h"
#include "core/document/toml.h"

namespace troth::document {
namespace {

using Sort = Piece::Sort;
using agreement::Strength;

constexpr std::string_view kTitle = "Our contract";
constexpr std::string_view kReason =
    "It is how we live already, and this is where we keep it from now on.";

constexpr std::string_view kHead =
    R"(# A draft, made from a contract in Markdown. Read it, correct it, then: troth propose FILE
# What only the two of you can say is not guessed:
# - who leads, and when it ends: fill in role, rhythm and term at the end of this file;
# - how far a say reaches: every area begins as "consult", where the one who follows
#   decides after hearing the other. Choose outside, consult, discuss or delegate;
# - whom a standard applies to: every one begins as both of you;
# - whose a limit is: each is yours here, and in force at once when you propose. Delete
#   those of your partner, who signs them alone.
# Each comment names the lines that it is made from; the list near the end names the rest.

)";

std::string words_of(LineRange lines) {
  const std::string first = std::to_string(lines.first);
  return lines.first == lines.last ? first : first + "-" + std::to_string(lines.last);
}

// "line 3", or "lines 3, 7-9".
std::string words_of_lines(const std::vector<LineRange>& from) {
  std::string text = from.size() == 1 && from[0].first == from[0].last ? "line " : "lines ";
  for (std::size_t i = 0; i < from.size(); ++i) text += (i > 0 ? ", " : "") + words_of(from[i]);
  return text;
}

// `name` without the emphasis that stands around the whole of it.
std::string_view without_emphasis(std::string_view name) {
  if (!name.starts_with('*') && !name.starts_with('_')) return name;
  const char mark = name.front();
  const std::size_t first = name.find_first_not_of(mark);
  if (first == name.npos || first > 3) return name;
  const std::size_t last = name.find_last_not_of(mark);
  const std::string_view inner = name.substr(first, last - first + 1);
  const bool closed = name.size() - 1 - last == first && inner.find(mark) == inner.npos;
  return closed && inner.front() != ' ' && inner.back() != ' ' ? inner : name;
}

// What a heading calls its section: no emphasis around it, no colon behind it.
std::string name_of_section(std::string_view heading) {
  std::string_view name = without_emphasis(heading);
  if (name.size() > 1 && name.ends_with(':')) name.remove_suffix(1);
  return std::string(without_emphasis(name));
}

Status check_size(const Piece& piece, std::size_t size, std::size_t largest,
                  std::string_view what) {
  if (size <= largest) return {};
  return refuse(Code::text_too_long, words_of(piece.place()) + std::string(what) + " has " +
                                         std::to_string(size) + " bytes and at most " +
                                         std::to_string(largest) + " are allowed");
}

// Goes through the pieces once, and puts each into exactly one place.
class Maker {
 public:
  explicit Maker(const std::vector<Piece>& pieces)
      : pieces_(pieces), first_heading_(std::ranges::find(pieces, Sort::heading, &Piece::sort)) {
    draft_.title = kTitle;
    draft_.reason = kReason;
  }

  Status run() {
    for (const Piece& piece : pieces_) {
      switch (piece.sort) {
        case Sort::nothing:
          leave_over(piece);
          break;
        case Sort::heading:
          TROTH_TRY(heading(piece));
          break;
        default:
          TROTH_TRY(words(piece));
      }
    }
    return close(1);
  }

  [[nodiscard]] const Draft& draft() const { return draft_; }
  [[nodiscard]] Contract contract() const;

 private:
  // A heading whose section is open, among those above it.
  struct Open {
    const Piece* heading;
    std::string name;
    Section section;
    Strength strength;
    bool placed = false;                // its line is in some clause or among the left over
    std::optional<std::size_t> area{};  // in draft_.areas
  };

  Status heading(const Piece& piece);
  Status words(const Piece& piece);
  Status close(unsigned level);
  Status add_to_preamble(const Piece& piece);
  Status add_to_about(AreaDraft& area, const Piece& piece);
  void add_standard(const std::string& area, const Piece& piece);
  void add_limit(const Piece& piece);
  void add_expectation(const Piece& piece, agreement::Expectation::Sort sort);
  Result<std::size_t> area_of(std::size_t open);
  [[nodiscard]] std::string path() const;

  void leave_over(const Piece& piece) { left_over_.push_back(&piece); }
  // The comment of a clause that is one piece.
  void say(const Piece& piece, const std::string& what) {
    comments_[piece.lines.first] = "# from " + words_of_lines({piece.lines}) + what + "\n";
  }

  const std::vector<Piece>& pieces_;
  std::vector<Piece>::const_iterator first_heading_;
  Draft draft_;
  std::vector<Open> open_;
  std::optional<LineRange> title_;
  std::vector<LineRange> preamble_;
  std::vector<std::vector<LineRange>> areas_;  // as draft_.areas
  std::vector<const Piece*> left_over_;
  Comments comments_;
  Sort last_in_preamble_ = Sort::text;
};

Status Maker::heading(const Piece& piece) {
  TROTH_TRY(close(piece.level));
  const std::string name = name_of_section(piece.text);
  Section section = section_of(name);
  TROTH_TRY(check_size(piece, name.size(), sizes::kTitle, "this heading"));
  const bool is_first = &piece == &*first_heading_;
  if (is_first && piece.level == 1 && section == Section::area) {
    draft_.title = name;
    title_ = piece.lines;
    return {};
  }
  const Open* above = open_.empty() ? nullptr : &open_.back();
  const bool below_an_area =
      above != nullptr && (above->section == Section::area || above->section == Section::rules);
  if (section == Section::rules && !below_an_area) section = Section::area;
  // What the table does not know is whatever stands above it: "Limits", then "Mara".
  if (section == Section::area && above != nullptr && !below_an_area) section = above->section;
  const Strength otherwise = above == nullptr ? Strength::hard : above->strength;
  open_.push_back({&piece, name, section, strength_of(name, otherwise)});
  if (section == Section::area) return {};
  open_.back().placed = true;
  if (section == Section::words) return add_to_preamble(piece);
  leave_over(piece);
  return {};
}

// Ends the sections of this level and deeper. A heading with nothing below it
// still names an area.
Status Maker::close(unsigned level) {
  while (!open_.empty() && open_.back().heading->level >= level) {
    if (!open_.back().placed) TROTH_TRY(area_of(open_.size() - 1));
    open_.pop_back();
  }
  return {};
}

Status Maker::words(const Piece& piece) {
  // A limit or an expectation is what follows such a text, and not the text itself.
  const bool introduces = piece.sort == Sort::text && piece.text.ends_with(':');
  const Section section = open_.empty() ? Section::words : open_.back().section;
  switch (section) {
    case Section::words:
      return add_to_preamble(piece);
    case Section::limits:
      if (introduces) return add_to_preamble(piece);
      add_limit(piece);
      return {};
    case Section::expectations:
    case Section::desires:
      if (introduces) return add_to_preamble(piece);
      add_expectation(piece, section == Section::desires
                                 ? agreement::Expectation::Sort::desire
                                 : agreement::Expectation::Sort::expectation);
      return {};
    default:
      break;
  }
  TROTH_ASSIGN(const std::size_t area, area_of(open_.size() - 1));
  if (piece.sort == Sort::text) {
    areas_[area].push_back(piece.lines);
    return add_to_about(draft_.areas[area], piece);
  }
  add_standard(*draft_.areas[area].name, piece);
  return {};
}

// The area of an open section, made when something first belongs to it. It takes the
// headings above it that have no area of their own, and stand in its name.
Result<std::size_t> Maker::area_of(std::size_t open) {
  while (open_[open].section == Section::rules) --open;
  if (open_[open].area) return *open_[open].area;
  std::string name;
  std::vector<LineRange> from;
  for (std::size_t i = 0; i <= open; ++i) {
    if (open_[i].section != Section::area) continue;
    (name += name.empty() ? "" : " / ") += open_[i].name;
    if (!open_[i].placed) from.push_back(open_[i].heading->lines);
    open_[i].placed = true;
  }
  TROTH_TRY(check_size(*open_[open].heading, name.size(), sizes::kTitle,
                       "this heading, with those above it,"));
  const auto found = std::ranges::find(draft_.areas, std::optional(name), &AreaDraft::name);
  const auto area = static_cast<std::size_t>(found - draft_.areas.begin());
  if (found == draft_.areas.end()) {
    // Each one more is looked for among all: nobody proposes as many.
    if (area == sizes::kChangesPerProposal)
      return refuse(Code::proposal_too_large, std::to_string(sizes::kChangesPerProposal));
    AreaDraft made;
    made.place = {from.front().first, 0};
    made.name = name;
    made.reach = agreement::Reach::consult;
    draft_.areas.push_back(std::move(made));
    areas_.emplace_back();
  }
  areas_[area].insert(areas_[area].end(), from.begin(), from.end());
  open_[open].area = area;
  return area;
}

Status Maker::add_to_preamble(const Piece& piece) {
  if (!draft_.preamble) draft_.preamble = PreambleDraft{piece.place(), ""};
  std::string& text = draft_.preamble->text;
  const bool in_a_list = piece.sort == Sort::item && last_in_preamble_ == Sort::item;
  if (!text.empty()) text += in_a_list ? "\n" : "\n\n";
  if (piece.sort == Sort::item) text += piece.marker + " ";
  text += piece.sort == Sort::heading ? name_of_section(piece.text) : piece.text;
  last_in_preamble_ = piece.sort;
  preamble_.push_back(piece.lines);
  return check_size(piece, text.size(), sizes::kText, "the preamble up to here");
}

Status Maker::add_to_about(AreaDraft& area, const Piece& piece) {
  if (!area.about) area.about.emplace();
  if (!area.about->empty()) *area.about += "\n\n";
  *area.about += piece.text;
  return check_size(piece, area.about->size(), sizes::kText,
                    "what this area is about, up to here,");
}

void Maker::add_standard(const std::string& area, const Piece& piece) {
  StandardDraft standard;
  standard.place = piece.place();
  standard.area = area;
  standard.applies_to = Whom::both;
  standard.text = piece.text;
  standard.every = agreement::Standard::Every::as_needed;
  draft_.standards.push_back(std::move(standard));
  say(piece, "; applies_to: me | partner | both");
}

void Maker::add_limit(const Piece& piece) {
  draft_.limits.push_back({piece.place(), open_.back().strength, piece.text, {}});
  say(piece, ", under " + path() + "; yours alone to sign: delete it if it is your partner's");
}

void Maker::add_expectation(const Piece& piece, agreement::Expectation::Sort sort) {
  ExpectationDraft expectation;
  expectation.place = piece.place();
  expectation.owner = Who::me;
  expectation.sort = sort;
  expectation.text = piece.text;
  draft_.expectations.push_back(std::move(expectation));
  say(piece, ", under " + path() + "; owner: me | partner");
}

std::string Maker::path() const {
  std::string text;
  for (const Open& open : open_) (text += text.empty() ? "'" : " / ") += open.name;
  return text + "'";
}

std::size_t count_of(const std::vector<const Piece*>& pieces) {
  std::size_t lines = 0;
  for (const Piece* piece : pieces) lines += piece->lines.last - piece->lines.first + 1;
  return lines;
}

Contract Maker::contract() const {
  Comments comments = comments_;
  if (draft_.preamble)
    comments[draft_.preamble->place.line] = "# preamble: from " + words_of_lines(preamble_) + "\n";
  for (std::size_t i = 0; i < areas_.size(); ++i)
    comments[draft_.areas[i].place.line] =
        "# from " + words_of_lines(areas_[i]) + "; reach: outside | consult | discuss | delegate\n";
  Contract made;
  made.toml = kHead;
  made.toml += title_ ? "# title: from " + words_of_lines({*title_}) + "\n"
                      : "# title: the contract has none; write yours\n";
  made.toml += write(draft_, comments);
  if (!left_over_.empty()) made.toml += "\n# ---- What became nothing but this comment:\n";
  for (const Piece* piece : left_over_)
    made.toml += "# from " + words_of_lines({piece->lines}) + ": " + piece->text + "\n";
  made.toml += tables_to_add(draft_);
  made.areas = draft_.areas.size();
  made.standards = draft_.standards.size();
  made.limits = draft_.limits.size();
  made.expectations = draft_.expectations.size();
  made.lines_left_over = count_of(left_over_);
  return made;
}

template <class Id>
Id id_of(std::uint32_t number) {
  Id id;
  for (std::size_t i = 0; i < sizeof(number); ++i)
    id.value[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

// Refuses what `troth propose` would refuse of the draft in an agreement without clauses.
Status check_proposable(const Draft& draft) {
  const std::size_t clauses = draft.areas.size() + draft.standards.size() + draft.limits.size() +
                              draft.expectations.size() + (draft.preamble ? 1 : 0);
  if (clauses > sizes::kChangesPerProposal)
    return refuse(Code::proposal_too_large, std::to_string(sizes::kChangesPerProposal));
  Ground blank;
  blank.me = id_of<PartnerId>(1);
  blank.pair = {id_of<PairId>(1), {blank.me, {}}, {id_of<PartnerId>(2), {}}};
  std::uint32_t made = 0;
  TROTH_ASSIGN(const Resolved resolved,
               resolve(draft, blank, [&] { return id_of<ClauseId>(++made); }));
  if (!resolved.proposal) return {};
  const std::size_t size = agreement::encode(*resolved.proposal, blank.pair).size();
  if (size > sizes::kPayload) return refuse(Code::proposal_too_long, std::to_string(size));
  return {};
}

std::size_t lines_with_words(std::string_view markdown) {
  if (markdown.starts_with("\xEF\xBB\xBF")) markdown.remove_prefix(3);  // a byte order mark
  std::size_t lines = 0;
  bool blank = true;
  for (const char c : markdown) {
    const bool ends = c == '\n' || c == '\r';
    if (!ends && c != ' ' && c != '\t' && blank) ++lines;
    blank = ends || (blank && (c == ' ' || c == '\t'));
  }
  return lines;
}

}  // namespace

Result<Contract> import_contract(std::string_view markdown) {
  TROTH_ASSIGN(const auto pieces, pieces_of(markdown));
  Maker maker(pieces);
  TROTH_TRY(maker.run());
  TROTH_TRY(check_proposable(maker.draft()));
  Contract made = maker.contract();
  made.lines = lines_with_words(markdown);
  TROTH_TRY(parse(made.toml));  // it may have grown beyond the largest file
  return made;
}

}  // namespace troth::document
