// The tests of the whole window: as the program starts it, without a display.
#include <gtest/gtest.h>

#include <QApplication>
#include <QQuickWindow>

#include "core/vault/process.h"

int main(int count, char** values) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  if (!troth::vault::prepare_process()) return 1;
  QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  const QApplication application(count, values);
  testing::InitGoogleTest(&count, values);
  return RUN_ALL_TESTS();
}
