#include "client/desktop/style/style.h"

#include <QDir>
#include <QFont>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickStyle>

#include "client/desktop/style/icon_provider.h"
#include "client/desktop/style/no_network.h"
#include "client/desktop/style/shadow_provider.h"

namespace troth::desktop {
namespace {

constexpr int kBodyPixels = 14;

bool load_fonts() {
  const QDir fonts(QStringLiteral(":/troth/fonts"));
  bool all_read = true;
  for (const QString& name : fonts.entryList({QStringLiteral("*.otf")}))
    all_read = QFontDatabase::addApplicationFont(fonts.filePath(name)) >= 0 && all_read;
  return all_read && !fonts.isEmpty();
}

}  // namespace

bool use_style() {
  const bool all_read = load_fonts();
  QFont font(QStringLiteral("Inter"));
  font.setPixelSize(kBodyPixels);
  QGuiApplication::setFont(font);
  QQuickStyle::setStyle(QStringLiteral("Troth.Style"));
  return all_read;
}

void install_style(QQmlEngine& engine) {
  static NoNetwork no_network;  // outlives every engine, which does not own it
  engine.setNetworkAccessManagerFactory(&no_network);
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  engine.addImageProvider(QStringLiteral("icon"), new IconProvider);
  engine.addImageProvider(QStringLiteral("shadow"), new ShadowProvider);
}

}  // namespace troth::desktop
