// Writes a picture of every page in every state, light and dark, at two sizes, with the mock's
// answers:
//   gallery FOLDER [PART]    only those whose name contains PART
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <cstdio>

#include "client/desktop/style/style.h"

namespace {

struct Picture {
  const char* name;
  const char* stage;
  const char* state;
  const char* page;
  const char* subject;  // an id; "#proposal TITLE" looks it up
  const char* tab;
  const char* dialog;
  int step = 0;  // of the first run
};

constexpr Picture kPictures[] = {
    {"home", "open", "full", "home", "", "", ""},
    {"home-alone", "open", "alone", "home", "", "", ""},
    {"home-empty", "open", "empty", "home", "", "", ""},
    {"home-paused", "open", "paused", "home", "", "", ""},
    {"home-void", "open", "void", "home", "", "", ""},
    {"agreement", "open", "full", "agreement", "", "", ""},
    {"agreement-empty", "open", "empty", "agreement", "", "", ""},
    {"agreement-paused", "open", "paused", "agreement", "", "", ""},
    {"agreement-edit", "open", "full", "agreement", "", "edit", ""},
    {"agreement-edited", "open", "full", "agreement", "", "edit", "edited"},
    {"agreement-edit-empty", "open", "empty", "agreement", "", "edit", ""},
    {"agreement-edit-held", "open", "void", "agreement", "", "edit", ""},
    {"agreement-wording", "open", "full", "agreement", "", "edit", "wording"},
    {"limit", "open", "full", "limit", "#limit", "", ""},
    {"limit-new", "open", "full", "limit", "", "", ""},
    {"clause", "open", "full", "clause", "#clause", "", ""},
    {"difference", "open", "full", "difference", "#difference", "", ""},
    {"propose", "open", "full", "propose", "", "", ""},
    {"propose-counter", "open", "full", "propose", "#Quiet evenings", "counter", ""},
    {"propose-template", "open", "empty", "propose", "", "template", ""},
    {"propose-import", "open", "empty", "propose", "", "import", ""},
    {"proposals", "open", "full", "proposals", "", "", ""},
    {"proposals-empty", "open", "empty", "proposals", "", "", ""},
    {"proposal", "open", "full", "proposal", "#Quiet evenings", "", ""},
    {"proposal-first", "open", "full", "proposal", "#A first half year", "", ""},
    {"proposal-void", "open", "void", "proposal", "#Bed by ten", "", ""},
    {"check-ins", "open", "full", "check-ins", "", "", ""},
    {"check-ins-both", "open", "full", "check-ins", "", "both", ""},
    {"check-ins-empty", "open", "empty", "check-ins", "", "both", ""},
    {"decisions", "open", "full", "decisions", "", "", ""},
    {"decision", "open", "full", "decision", "#decision", "", ""},
    {"days", "open", "full", "days", "", "", ""},
    {"days-talks", "open", "full", "days", "", "talks", ""},
    {"days-moments", "open", "full", "days", "", "moments", ""},
    {"reviews", "open", "full", "reviews", "", "", ""},
    {"review", "open", "full", "review", "#review", "", ""},
    {"journal", "open", "full", "journal", "", "", ""},
    {"timeline", "open", "full", "timeline", "", "", ""},
    {"safety", "open", "full", "safety", "", "", ""},
    {"safety-pairing", "open", "alone", "safety", "", "pairing", ""},
    {"safety-leaving", "open", "full", "safety", "", "leaving", ""},
    {"help", "open", "full", "help", "", "", ""},
    {"pause", "open", "full", "agreement", "", "", "pause"},
    {"palette", "open", "full", "home", "", "", "palette"},
    {"unlock", "locked", "full", "home", "", "", ""},
    {"start-0", "new", "alone", "home", "", "", "", 0},
    {"start-1", "new", "alone", "home", "", "", "", 1},
    {"start-2", "new", "alone", "home", "", "", "", 2},
    {"start-3", "new", "alone", "home", "", "", "", 3},
    {"start-4", "new", "alone", "home", "", "", "", 4},
    {"start-5", "new", "empty", "home", "", "", "", 5},
    {"start-6", "new", "empty", "home", "", "", "", 6},
};

constexpr int kSettleMs = 450;    // for what fades and is answered
constexpr int kLimitMs = 60'000;  // for a page to be there

// What Qt deletes later it deletes in a running event loop, or when told.
void turn() {
  QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void settle(int ms) {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < ms) turn();
}

bool wait_until_ready(const QObject& stage) {
  QElapsedTimer timer;
  timer.start();
  while (!stage.property("ready").toBool() && timer.elapsed() < kLimitMs) turn();
  return stage.property("ready").toBool();
}

// What the stage (a small QML object beside the window) is told to show.
void show(QObject& stage, const Picture& picture, bool dark) {
  QMetaObject::invokeMethod(
      &stage, "show", Q_ARG(QVariant, QString(picture.stage)),
      Q_ARG(QVariant, QString(picture.state)), Q_ARG(QVariant, QString(picture.page)),
      Q_ARG(QVariant, QString(picture.subject)), Q_ARG(QVariant, QString(picture.tab)),
      Q_ARG(QVariant, QString(picture.dialog)), Q_ARG(QVariant, dark),
      Q_ARG(QVariant, picture.step));
}

}  // namespace

int main(int argc, char** argv) {
  QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  const QApplication app(argc, argv);
  if (argc < 2) return std::fputs("gallery FOLDER [PART]\n", stderr), 2;
  if (!troth::desktop::use_style()) return std::fputs("a font is missing\n", stderr), 3;
  const QDir folder(argv[1]);
  QQmlApplicationEngine engine;
  troth::desktop::install_style(engine);
  engine.load(QUrl("qrc:/gallery/Gallery.qml"));
  if (engine.rootObjects().isEmpty()) return 3;
  QObject& stage = *engine.rootObjects().first();
  auto* window = stage.property("window").value<QQuickWindow*>();
  window->requestActivate();
  struct Form {
    const char* name;
    QSize size;
    bool dark;
  };
  const Form forms[] = {{"light", {1240, 820}, false},
                        {"dark", {1240, 820}, true},
                        {"narrow", {720, 900}, false},
                        {"narrow-dark", {720, 900}, true}};
  for (const Picture& picture : kPictures) {
    for (const Form& form : forms) {
      const QString name = QString("%1-%2").arg(picture.name, form.name);
      if (argc > 2 && !name.contains(argv[2])) continue;
      window->resize(form.size);
      show(stage, picture, form.dark);
      if (!wait_until_ready(stage)) return std::fputs("a page did not come\n", stderr), 5;
      settle(kSettleMs);
      // The whole page, not only what fits: as tall as it scrolls, up to a bound.
      const int tall = stage.property("tall").toInt();
      if (qEnvironmentVariableIsSet("TROTH_TALL") && tall > form.size.height()) {
        window->resize(form.size.width(), std::min(tall, 2600));
        settle(200);
      }
      if (!window->grabWindow().save(folder.filePath(name + ".png"))) return 4;
    }
  }
  return 0;
}
