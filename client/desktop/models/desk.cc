#include "client/desktop/models/desk.h"

#include <QJSEngine>
#include <QQmlEngine>
#include <QVariant>

#include "client/desktop/models/agreement_pdf.h"
#include "client/desktop/models/named_files.h"
#include "client/desktop/models/script_values.h"
#include "client/desktop/requests/pasting.h"
#include "client/desktop/requests/strength.h"
#include "client/help/help.h"
#include "client/views/arrivals.h"
#include "core/vault/before_opening.h"
#include "core/vault/contract.h"

namespace troth::desktop {
namespace {

constexpr auto kOfEngine = "troth_desk";

QString words(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString stage_of(const std::filesystem::path& directory) {
  const Status there = vault::check_profile_there(directory);
  const bool is_new = !there && there.error().code == Code::profile_missing;
  return is_new ? QStringLiteral("new") : QStringLiteral("locked");
}

crypto::PassphraseCost cost_of(const std::string& word) {
  if (word == "low") return crypto::kLowCost;
  return word == "high" ? crypto::kHighCost : crypto::kNormalCost;
}

std::string link_words(const vault::StatusView& status) {
  if (!status.has_relay) return "No relay yet";
  const std::string waits =
      status.sync.pending == 0 ? "" : std::to_string(status.sync.pending) + " not sent";
  if (status.sync.problem) return waits.empty() ? "Offline" : "Offline · " + waits;
  if (!waits.empty()) return waits + " yet";
  return status.sync.last_contact_ms ? "Up to date" : "Connecting";
}

// What takes longer than a moment, where it is said.
QString doing_of(std::string_view what) {
  if (what == "export") return QStringLiteral("Writing the export");
  return {};
}

Json json_of(const vault::Contract& made) {
  return {{"toml", made.toml},
          {"areas", made.areas},
          {"standards", made.standards},
          {"limits", made.limits},
          {"expectations", made.expectations},
          {"lines", made.lines},
          {"lines_left_over", made.lines_left_over}};
}

Result<Answer> done(const Status& status, const char* key, const std::string& value) {
  if (!status) return std::unexpected(status.error());
  return Answer(Json{{key, value}});
}

}  // namespace

Desk::Desk(const std::filesystem::path& directory, host::Clock clock, QObject* parent)
    : QObject(parent),
      clock_(std::move(clock)),
      stage_(stage_of(directory)),
      session_(std::make_unique<host::Session>(directory, clock_, listeners())) {}

Desk::~Desk() = default;

void Desk::serve(QQmlEngine& engine) {
  script_ = &engine;
  engine.setProperty(kOfEngine, QVariant::fromValue<QObject*>(this));
}

Desk* Desk::create(QQmlEngine* engine, QJSEngine*) {
  auto* desk = qobject_cast<Desk*>(engine->property(kOfEngine).value<QObject*>());
  QJSEngine::setObjectOwnership(desk, QJSEngine::CppOwnership);
  return desk;
}

QString Desk::folder() const { return words(session_->directory().string()); }

template <class Work>
void Desk::later(Work work) {
  QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
}

Desk::Number Desk::keep(const QJSValue& callback) {
  if (callback.isCallable()) callbacks_.insert(++last_, callback);
  return callback.isCallable() ? last_ : 0;
}

void Desk::reply(Number number, const Result<Answer>& answer) {
  tell(callbacks_.take(number), answer);
}

void Desk::tell(const QJSValue& callback, const Result<Answer>& answer) {
  if (!callback.isCallable() || script_ == nullptr) return;
  const QJSValue nothing(QJSValue::NullValue);
  const QJSValue ended = answer ? callback.call({script_value(*script_, *answer), nothing})
                                : callback.call({nothing, script_value(*script_, answer.error())});
  // A page's own fault is told where every other one is.
  if (ended.isError()) qWarning("%s", qPrintable(ended.toString()));
}

void Desk::refuse_all_but(Number number) {
  const QJSValue kept = callbacks_.take(number);
  const auto waiting = std::exchange(callbacks_, {});
  if (number != 0) callbacks_.insert(number, kept);
  later([this, waiting] {
    for (const QJSValue& callback : waiting) tell(callback, refuse(Code::profile_locked));
  });
}

void Desk::reply_later(Number number, Result<Answer> answer) {
  const auto kept = std::make_shared<Result<Answer>>(std::move(answer));
  later([this, number, kept] { reply(number, *kept); });
}

void Desk::ask(const QString& what, const QJSValue& arguments, const QJSValue& callback) {
  const Number number = keep(callback);
  const std::string name = what.toStdString();
  const auto given = std::make_shared<Arguments>(arguments_of(arguments));
  if (ask_of_desk(name, given, number)) return;
  const Request* request = find_request(name);
  if (request == nullptr)
    return reply_later(number, refuse(Code::usage_wrong, "There is nothing called " + name));
  ask_of_profile(*request, given, number);
}

void Desk::lock() {
  // A profile that is being made gives its recovery words once.
  if (stays_open_ || stage_ == QStringLiteral("new")) return emit closed();
  lock_for(0);
}

bool Desk::ask_of_desk(const std::string& what, const std::shared_ptr<Arguments>& arguments,
                       Number number) {
  if (what == "make") {
    make(*arguments, number);
  } else if (what == "unlock") {
    unlock(*arguments, number);
  } else if (what == "lock") {
    lock_for(number);
  } else if (what == "change_passphrase") {
    change_passphrase(*arguments, number);
  } else if (what == "reset_passphrase") {
    reset_passphrase(arguments, number);
  } else if (what == "import") {
    import_contract(arguments, number);
  } else if (what == "delete_profile") {
    delete_profile(number);
  } else if (what == "read_file") {
    read_file(*arguments, number);
  } else if (what == "agreement_pdf") {
    keep_pdf(*arguments, number);
  } else if (what == "strength") {
    const auto strength = strength_of(arguments->secret("passphrase").view());
    reply_later(number, Answer(Json{{"bits", strength.bits}, {"words", strength.words}}));
  } else if (what == "text_fits") {
    reply_later(number, text_fits(*arguments));
  } else if (what == "help_consent") {
    reply_later(number, Answer(Json{{"page", help::consent()}}));
  } else {
    return false;
  }
  return true;
}

void Desk::make(Arguments& arguments, Number number) {
  vault::NewProfile profile;
  profile.name = arguments.text("name");
  profile.cost = cost_of(arguments.text("cost"));
  profile.relay_address = arguments.secret("relay");
  crypto::Secret passphrase = arguments.secret("passphrase");
  const Status fits =
      vault::check_new_profile(session_->directory(), profile.name, profile.relay_address);
  if (!fits) return reply_later(number, std::unexpected(fits.error()));
  if (passphrase.empty()) return reply_later(number, refuse(Code::passphrase_empty));
  set_doing(QStringLiteral("Making the vault"));
  session_->make(std::move(passphrase), std::move(profile),
                 [this, number](Result<crypto::Secret> made) {
                   const auto words = std::make_shared<Result<crypto::Secret>>(std::move(made));
                   later([this, number, words] {
                     set_doing({});
                     if (!*words) return reply(number, std::unexpected(words->error()));
                     has_opened();
                     reply(number, Answer("recovery_words", std::move(**words)));
                   });
                 });
}

void Desk::unlock(Arguments& arguments, Number number) {
  set_doing(QStringLiteral("Opening the vault"));
  const unsigned since = locks_;
  session_->open(arguments.secret("passphrase"), [this, number, since](const Status& opened) {
    later([this, number, since, opened] {
      if (since != locks_) return;  // locked meanwhile, it is being closed
      set_doing({});
      if (opened)
        has_opened();
      else
        set_stage(stage_of(session_->directory()));
      reply(number, done(opened, "profile", "open"));
    });
  });
}

void Desk::lock_for(Number number) {
  ++locks_;
  add_closing(1);
  if (stage_ == QStringLiteral("open")) set_stage(QStringLiteral("locked"));
  set_link({});
  set_doing({});
  refuse_all_but(number);
  session_->close([this, number] {
    sheets_.clear();
    later([this, number] {
      set_stage(stage_of(session_->directory()));
      add_closing(-1);
      reply(number, Answer(Json{{"profile", "locked"}}));
      emit closed();
    });
  });
}

void Desk::change_passphrase(Arguments& arguments, Number number) {
  crypto::Secret next = arguments.secret("new");
  if (next.empty()) return reply_later(number, refuse(Code::passphrase_empty));
  set_doing(QStringLiteral("Changing the passphrase"));
  session_->change_passphrase(arguments.secret("old"), std::move(next),
                              [this, number](const Status& changed) {
                                later([this, number, changed] {
                                  set_doing({});
                                  reply(number, done(changed, "passphrase", "changed"));
                                });
                              });
}

// For whoever cannot unlock it: nothing is open then.
void Desk::reset_passphrase(const std::shared_ptr<Arguments>& arguments, Number number) {
  set_doing(QStringLiteral("Changing the passphrase"));
  session_->close([this, arguments, number] {
    sheets_.clear();
    const auto next = arguments->secret("new");
    Status reset = next.empty()
                       ? Status(refuse(Code::passphrase_empty))
                       : host::Profile::reset_passphrase(session_->directory(),
                                                         arguments->secret("recovery_words"), next);
    later([this, number, reset] {
      set_doing({});
      set_stage(stage_of(session_->directory()));
      reply(number, done(reset, "passphrase", "changed"));
    });
  });
}

void Desk::import_contract(const std::shared_ptr<Arguments>& arguments, Number number) {
  work(number, QStringLiteral("Reading the contract"), After::nothing,
       [arguments](const Result<host::Profile*>&) -> Result<Answer> {
         TROTH_ASSIGN(const auto made, vault::import_contract(arguments->text("markdown")));
         return json_of(made);
       });
}

void Desk::delete_profile(Number number) {
  session_->remove([this, number](const Result<vault::Deletion>& removed) {
    sheets_.clear();
    later([this, number, removed] {
      set_stage(stage_of(session_->directory()));
      set_link({});
      if (!removed) return reply(number, std::unexpected(removed.error()));
      reply(number, Answer(Json{{"deleted", removed->folder_gone},
                                {"keys_overwritten", removed->keys_overwritten},
                                {"left", removed->left}}));
    });
  });
}

void Desk::read_file(const Arguments& arguments, Number number) {
  work(number, {}, After::nothing,
       [path = local_path(words(arguments.text("file")))](
           const Result<host::Profile*>&) -> Result<Answer> {
         TROTH_ASSIGN(const auto text, read_text(path));
         return Json{{"text", text}};
       });
}

void Desk::keep_pdf(const Arguments& arguments, Number number) {
  work(number, QStringLiteral("Writing the pages"), After::nothing,
       [path = local_path(words(arguments.text("file")))](
           const Result<host::Profile*>& profile) -> Result<Answer> {
         if (!profile) return std::unexpected(profile.error());
         TROTH_ASSIGN(const auto page, (*profile)->exports().agreement_page());
         TROTH_TRY(write_pdf(page, path));
         return Json{{"file", path.toStdString()}};
       });
}

void Desk::ask_of_profile(const Request& request, const std::shared_ptr<Arguments>& arguments,
                          Number number) {
  work(
      number, doing_of(request.what), request.after,
      [this, &request, arguments](const Result<host::Profile*>& profile) -> Result<Answer> {
        if (!profile) return std::unexpected(profile.error());
        return request.carry_out({**profile, session_->directory(), clock_(), *arguments, sheets_});
      });
}

void Desk::work(Number number, const QString& doing, After after, Answering carry_out) {
  if (!doing.isEmpty()) set_doing(doing);
  session_->post([this, number, since = locks_.load(), is_long = !doing.isEmpty(), after,
                  carry_out = std::move(carry_out)](const Result<host::Profile*>& profile) mutable {
    // Nobody waits any more for what only reads.
    if (after == After::nothing && since != locks_) return After::nothing;
    Result<Answer> answer = carry_out(profile);
    const After left = answer ? after : After::nothing;
    if (is_long) later([this] { set_doing({}); });
    reply_later(number, std::move(answer));
    return left;
  });
}

host::Session::Listeners Desk::listeners() {
  return {.on_change = [this](auto& profile, const auto& came) { tell_change(profile, came); },
          .on_link = [this](auto& profile) { tell_link(profile); },
          .on_lost =
              [this](const Error& why) {
                sheets_.clear();
                later([this, why] {
                  set_stage(stage_of(session_->directory()));
                  set_link({});
                  emit lost(words(why.message));
                });
              }};
}

void Desk::tell_change(host::Profile& profile, const std::vector<vault::Arrival>& came) {
  tell_link(profile);
  tell_settings(profile);
  // However much comes at once, the pages ask once.
  if (!change_is_told_.exchange(true))
    later([this] {
      change_is_told_ = false;
      if (stage_ == QStringLiteral("open")) emit changed();
    });
  if (came.empty()) return;
  const auto called = views::called_in(profile);
  if (!called) return;  // the disk fails, which whatever is asked next meets, too
  const views::Look look{called->names, called->calendar, std::string::npos};
  QStringList sentences;
  for (const auto& arrival : came) sentences.append(words(views::notice_of(arrival, look)));
  later([this, sentences] {
    if (stage_ != QStringLiteral("open")) return;
    for (const QString& sentence : sentences) emit arrived(sentence);
  });
}

void Desk::tell_link(host::Profile& profile) {
  const auto status = profile.queries().status();
  if (!status) return;
  later([this, text = words(link_words(*status))] {
    if (stage_ == QStringLiteral("open")) set_link(text);
  });
}

void Desk::tell_settings(host::Profile& profile) {
  const auto minutes = profile.own_settings().number(vault::own_setting::kLockAfter);
  if (minutes && *minutes) later([this, minutes = **minutes] { emit locksAfter(minutes); });
  const auto notices = profile.own_settings().value(vault::own_setting::kNotices);
  if (notices) later([this, wanted = *notices == "on"] { emit wantsNotices(wanted); });
}

void Desk::has_opened() {
  set_stage(QStringLiteral("open"));
  session_->post([this](Result<host::Profile*> profile) {
    if (profile) tell_link(**profile);
    if (profile) tell_settings(**profile);
    return host::Session::After::nothing;
  });
}

void Desk::set_stage(const QString& stage) {
  if (stage == stage_) return;
  stage_ = stage;
  emit stageChanged();
}

void Desk::set_doing(const QString& doing) {
  if (doing == doing_) return;
  doing_ = doing;
  emit doingChanged();
}

void Desk::set_link(const QString& link) {
  if (link == link_) return;
  link_ = link;
  emit linkChanged();
}

void Desk::add_closing(int by) {
  closings_ += by;
  emit closingChanged();
}

}  // namespace troth::desktop
