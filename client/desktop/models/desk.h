// The singleton that every page talks to: `import Troth.Desk`, then Desk.ask(...). It
// owns the session with the one profile of this window, knows how far that is (stage),
// what takes long now (doing) and how things stand with the relay (link), and tells
// when pages have to ask again (changed). What can be asked stands in README.md.
// Lives on the main thread; nothing that it does waits there. Every answer comes
// later, by the callback: in the order of the questions where the session's thread has
// to be asked, and else before those.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QHash>
#include <QJSValue>
#include <QObject>
#include <QString>
#include <QStringList>
#include <atomic>
#include <functional>
#include <memory>

#include "client/desktop/requests/request.h"
#include "client/host/session.h"

class QJSEngine;
class QQmlEngine;

namespace troth::desktop {

class Desk : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  // "new": no profile is there; "locked"; "open".
  Q_PROPERTY(QString stage READ stage NOTIFY stageChanged)
  Q_PROPERTY(bool isBusy READ isBusy NOTIFY doingChanged)
  // What takes long now, in words; else empty.
  Q_PROPERTY(QString doing READ doing NOTIFY doingChanged)
  // "Up to date", "Offline · 3 not sent"; empty where it is not open.
  Q_PROPERTY(QString link READ link NOTIFY linkChanged)
  // It is locked, and what was open is not wiped yet: something else was under way.
  Q_PROPERTY(bool isClosing READ isClosing NOTIFY closingChanged)
  // What is on the screen is not to be had again: it does not lock by itself.
  Q_PROPERTY(bool staysOpen MEMBER stays_open_ NOTIFY staysOpenChanged)
  // The folder of the profile.
  Q_PROPERTY(QString folder READ folder CONSTANT)

 public:
  Desk(const std::filesystem::path& directory, host::Clock clock, QObject* parent = nullptr);
  ~Desk() override;

  // From now on this is the Desk of that engine; it must outlive it.
  void serve(QQmlEngine& engine);
  // For Qt: the one that serves the engine.
  static Desk* create(QQmlEngine* engine, QJSEngine* script);

  [[nodiscard]] const QString& stage() const { return stage_; }
  [[nodiscard]] bool isBusy() const { return !doing_.isEmpty(); }
  [[nodiscard]] const QString& doing() const { return doing_; }
  [[nodiscard]] const QString& link() const { return link_; }
  [[nodiscard]] bool isClosing() const { return closings_ > 0; }
  [[nodiscard]] QString folder() const;

  // callback(answer, refusal): the answer as `troth --json` has it, and null; or null,
  // and {code, message}.
  Q_INVOKABLE void ask(const QString& what, const QJSValue& arguments, const QJSValue& callback);
  // By itself, when nobody is there: as ask("lock"), unless it stays open. The stage is another
  // at once, and what was not answered yet is refused; what was signed before is still carried
  // out, then the vault is closed and its keys are wiped: closed().
  void lock();

 signals:
  void stageChanged();
  void doingChanged();
  void linkChanged();
  void closingChanged();
  void staysOpenChanged();
  // What a lock does is done, or not going to be.
  void closed();
  // Something is another, own or arrived: ask again.
  void changed();
  // What came from the partner, a sentence each.
  void arrived(const QString& sentence);
  // After how many minutes without input it is to be locked, as its settings say.
  void locksAfter(double minutes);
  // Whether notices are wanted, as its settings say.
  void wantsNotices(bool wanted);
  // It was locked without being asked to: why, in a sentence.
  void lost(const QString& sentence);

 private:
  using Number = quint64;
  using After = host::Session::After;
  using Answering = std::move_only_function<Result<Answer>(const Result<host::Profile*>&)>;

  Number keep(const QJSValue& callback);
  void reply(Number number, const Result<Answer>& answer);
  // Whoever else waits for an answer gets none but that it is locked.
  void refuse_all_but(Number number);
  void tell(const QJSValue& callback, const Result<Answer>& answer);
  // From the session's thread.
  void reply_later(Number number, Result<Answer> answer);
  // Runs on the main thread, later, unless this goes before.
  template <class Work>
  void later(Work work);

  // What needs no open profile, or more than that; false where it is nothing of these.
  bool ask_of_desk(const std::string& what, const std::shared_ptr<Arguments>& arguments,
                   Number number);
  void make(Arguments& arguments, Number number);
  void unlock(Arguments& arguments, Number number);
  void lock_for(Number number);
  void change_passphrase(Arguments& arguments, Number number);
  void reset_passphrase(const std::shared_ptr<Arguments>& arguments, Number number);
  void import_contract(const std::shared_ptr<Arguments>& arguments, Number number);
  void delete_profile(Number number);
  void read_file(const Arguments& arguments, Number number);
  void keep_pdf(const Arguments& arguments, Number number);
  void ask_of_profile(const Request& request, const std::shared_ptr<Arguments>& arguments,
                      Number number);

  // On the session's thread; then it answers. `doing`, where it takes long.
  void work(Number number, const QString& doing, After after, Answering carry_out);

  host::Session::Listeners listeners();
  // On the session's thread.
  void tell_change(host::Profile& profile, const std::vector<vault::Arrival>& came);
  void tell_link(host::Profile& profile);
  void tell_settings(host::Profile& profile);

  void set_stage(const QString& stage);
  void set_doing(const QString& doing);
  void set_link(const QString& link);
  void add_closing(int by);
  void has_opened();

  host::Clock clock_;
  QJSEngine* script_ = nullptr;
  QString stage_;
  QString doing_;
  QString link_;
  int closings_ = 0;
  bool stays_open_ = false;
  Number last_ = 0;
  QHash<Number, QJSValue> callbacks_;
  std::atomic<bool> change_is_told_ = false;  // already, and not heard yet
  std::atomic<unsigned> locks_ = 0;           // how often it was locked
  Sheets sheets_;                             // the session's thread's
  std::unique_ptr<host::Session> session_;    // goes first: it calls this
};

}  // namespace troth::desktop
