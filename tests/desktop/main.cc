// The tests of the desktop client: without a display, and with nothing of whoever runs them.
#include <gtest/gtest.h>

#include <QtQml/qqmlextensionplugin.h>
#include <QGuiApplication>

#include "core/vault/process.h"

Q_IMPORT_QML_PLUGIN(Troth_DeskPlugin)

int main(int count, char** values) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  if (!troth::vault::prepare_process()) return 1;
  const QGuiApplication application(count, values);
  testing::InitGoogleTest(&count, values);
  return RUN_ALL_TESTS();
}
