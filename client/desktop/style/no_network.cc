#include "client/desktop/style/no_network.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace troth::desktop {
namespace {

class Refusing : public QNetworkAccessManager {
 public:
  using QNetworkAccessManager::QNetworkAccessManager;

 protected:
  // A request for nothing is an error that Qt tells as it tells every other one.
  QNetworkReply* createRequest(Operation operation, const QNetworkRequest& /*asked*/,
                               QIODevice* /*sent*/) override {
    return QNetworkAccessManager::createRequest(operation, QNetworkRequest(), nullptr);
  }
};

}  // namespace

QNetworkAccessManager* NoNetwork::create(QObject* parent) { return new Refusing(parent); }

}  // namespace troth::desktop
