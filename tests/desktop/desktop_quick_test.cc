// Runs the tst_*.qml of this folder in the offscreen platform, with the style and the mock's Desk.
#include <QQmlEngine>
#include <QtQuickTest>

#include "client/desktop/style/style.h"

class Setup : public QObject {
  Q_OBJECT

 public slots:
  void applicationAvailable() {
    if (!troth::desktop::use_style()) qFatal("a font is missing");
  }
  void qmlEngineAvailable(QQmlEngine* engine) { troth::desktop::install_style(*engine); }
};

QUICK_TEST_MAIN_WITH_SETUP(desktop, Setup)

#include "desktop_quick_test.moc"
