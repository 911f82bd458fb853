// Keeps the window off the network: what an engine makes for loading from elsewhere (a picture, a
// page, a text's markup) fails at once, whatever it is asked for. What is in the program is loaded
// without it. Qt calls it on any of its threads.
#pragma once

#include <QQmlNetworkAccessManagerFactory>

namespace troth::desktop {

class NoNetwork : public QQmlNetworkAccessManagerFactory {
 public:
  QNetworkAccessManager* create(QObject* parent) override;
};

}  // namespace troth::desktop
