#include "client/cli/chart.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

#include "client/cli/called.h"

namespace troth::cli {
namespace {

using vault::Side;

constexpr std::size_t kAxis = 3;  // columns: "5 │"
constexpr std::size_t kMostColumnsPerPeriod = 4;
constexpr std::string_view kMine = "●";
constexpr std::string_view kPartners = "○";
constexpr std::string_view kBoth = "◉";

struct Point {
  Side by = Side::mine;
  std::string by_name;
  practice::Period period;
  std::uint32_t value = 0;
};

struct Dimension {
  std::string name;
  std::vector<Point> points;  // oldest period first
};

// True where both may read it.
bool is_readable(const vault::CheckInView& view) {
  return view.content && view.counts &&
         (!view.blind || view.blind->stage == practice::BlindAnswer::Stage::opened);
}

// A period is its author's claim: one from before the pairing or after today would press all
// others into a few columns. One's own are believed.
practice::Period within(const std::vector<vault::CheckInView>& check_ins, practice::Period lived) {
  for (const vault::CheckInView& view : check_ins) {
    if (view.by != Side::mine || !is_readable(view)) continue;
    lived.start_ms = std::min(lived.start_ms, view.content->period.start_ms);
    lived.end_ms = std::max(lived.end_ms, view.content->period.end_ms);
  }
  return lived;
}

Dimension& named(std::vector<Dimension>& dimensions, const std::string& name) {
  const auto found = std::ranges::find(dimensions, name, &Dimension::name);
  if (found != dimensions.end()) return *found;
  return dimensions.emplace_back(Dimension{name, {}});
}

// In the order of the newest check-ins. Of one partner's for one period the newest counts.
std::vector<Dimension> dimensions_of(const std::vector<vault::CheckInView>& check_ins,
                                     const practice::Period& shown) {
  std::vector<Dimension> out;
  std::set<std::tuple<Side, practice::Period, std::string>> taken;
  for (const vault::CheckInView& view : check_ins) {
    if (!is_readable(view)) continue;
    const practice::Period& period = view.content->period;
    if (period.end_ms <= shown.start_ms || period.start_ms > shown.end_ms) continue;
    for (const practice::Rating& rating : view.content->ratings)
      if (taken.emplace(view.by, period, rating.dimension).second)
        named(out, rating.dimension)
            .points.push_back({view.by, view.by_name, period, rating.value});
  }
  for (Dimension& dimension : out) std::ranges::sort(dimension.points, {}, &Point::period);
  return out;
}

// Where an instant stands among the columns.
class TimeScale {
 public:
  TimeScale(const std::vector<Dimension>& dimensions, std::size_t most_columns) {
    std::set<TimeMs> starts;
    for (const Dimension& dimension : dimensions)
      for (const Point& point : dimension.points) {
        starts.insert(point.period.start_ms);
        end_ms_ = std::max(end_ms_, point.period.end_ms);
      }
    if (starts.empty()) return;
    first_ms_ = *starts.begin();
    span_ms_ = *starts.rbegin() - first_ms_;
    if (span_ms_ == 0) return;
    TimeMs shortest_ms = span_ms_;
    for (auto at = std::next(starts.begin()); at != starts.end(); ++at)
      shortest_ms = std::min(shortest_ms, *at - *std::prev(at));
    const auto wanted = static_cast<std::size_t>(span_ms_ / shortest_ms) * kMostColumnsPerPeriod;
    columns_ = std::min(most_columns, wanted + 1);
  }

  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] TimeMs first_ms() const { return first_ms_; }
  [[nodiscard]] TimeMs end_ms() const { return end_ms_; }
  [[nodiscard]] std::size_t column_of(TimeMs instant) const {
    if (span_ms_ == 0) return 0;
    const auto last = static_cast<TimeMs>(columns_ - 1);
    return static_cast<std::size_t>(((instant - first_ms_) * last + span_ms_ / 2) / span_ms_);
  }

 private:
  TimeMs first_ms_ = 0;
  TimeMs span_ms_ = 0;
  TimeMs end_ms_ = 0;
  std::size_t columns_ = 1;
};

// The ratings that share a column, by their rounded mean.
struct Column {
  std::uint32_t sum = 0;
  std::uint32_t count = 0;
  [[nodiscard]] bool is_at(std::uint32_t value) const {
    return count > 0 && (2 * sum + count) / (2 * count) == value;
  }
};
using Columns = std::vector<std::array<Column, 2>>;  // by side

Columns columns_of(const Dimension& dimension, const TimeScale& scale) {
  Columns out(scale.columns());
  for (const Point& point : dimension.points) {
    Column& column =
        out.at(scale.column_of(point.period.start_ms)).at(static_cast<std::size_t>(point.by));
    column.sum += point.value;
    ++column.count;
  }
  return out;
}

std::string row_of(const Columns& columns, std::uint32_t value) {
  std::string row = std::to_string(value) + " │";
  std::string gap;
  for (const auto& [mine, partners] : columns) {
    const bool is_mine = mine.is_at(value);
    const bool is_partners = partners.is_at(value);
    if (!is_mine && !is_partners) {
      gap += ' ';
      continue;
    }
    row += gap;
    row += is_mine && is_partners ? kBoth : is_mine ? kMine : kPartners;
    gap.clear();
  }
  return row + '\n';
}

std::string chart_of(const Dimension& dimension, const TimeScale& scale) {
  const Columns columns = columns_of(dimension, scale);
  std::string chart;
  for (std::uint32_t value = practice::kHighestRating; value >= practice::kLowestRating; --value)
    chart += row_of(columns, value);
  chart += "  └";
  for (std::size_t column = 0; column < scale.columns(); ++column) chart += "─";
  return chart + '\n';
}

}  // namespace

std::string chart_text(const std::vector<vault::CheckInView>& check_ins,
                       const practice::Period& lived, const Look& look) {
  const auto dimensions = dimensions_of(check_ins, within(check_ins, lived));
  if (dimensions.empty()) return "There are no ratings yet that both of you can read.\n";
  const TimeScale scale(dimensions, std::max(look.width, kAxis + 1) - kAxis);
  const auto& people = look.names.people();
  Page page(look.width);
  page.line(std::string(kMine) + " " + people.my_name + "  " + std::string(kPartners) + " " +
            people.partner_name + "  " + std::string(kBoth) + " both");
  page.line(look.calendar.day(scale.first_ms()) + " to " + look.calendar.day(scale.end_ms() - 1));
  std::string text = page.text();
  for (const Dimension& dimension : dimensions) {
    Page heading(look.width);
    text += '\n' + heading.line(dimension.name).text() + chart_of(dimension, scale);
  }
  return text;
}

Json chart_json(const std::vector<vault::CheckInView>& check_ins, const practice::Period& lived) {
  Json out = Json::array();
  for (const Dimension& dimension : dimensions_of(check_ins, within(check_ins, lived))) {
    Json points = Json::array();
    for (const Point& point : dimension.points)
      points.push_back({{"by", point.by_name},
                        {"period_start_ms", point.period.start_ms},
                        {"period_end_ms", point.period.end_ms},
                        {"value", point.value}});
    out.push_back({{"dimension", dimension.name}, {"points", points}});
  }
  return out;
}

}  // namespace troth::cli
