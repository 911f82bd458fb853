// The one place where JSON becomes values of a page's script, and a page's values
// arguments. Secrets go straight from the script's string into locked memory, and the
// copy in between is overwritten; the script's own string is Qt's and stays until Qt
// lets it go. On the thread of the script's engine.
#pragma once

#include <QJSEngine>
#include <QJSValue>

#include "client/desktop/requests/request.h"

namespace troth::desktop {

QJSValue script_value(QJSEngine& engine, const Json& json);
// {code, message}.
QJSValue script_value(QJSEngine& engine, const Error& error);
// With its secret, where it has one: recovery words as a list.
QJSValue script_value(QJSEngine& engine, const Answer& answer);

// Of an object; anything else has no arguments.
Arguments arguments_of(const QJSValue& value);
// "passphrase" -> locked memory.
crypto::Secret secret_of(const QString& text);

}  // namespace troth::desktop
