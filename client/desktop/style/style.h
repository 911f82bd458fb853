// The style as the program takes it into use: fonts, icons, shadows and controls. Owns nothing; on
// the thread of the window; nothing but the fonts can fail.
#pragma once

class QQmlEngine;

namespace troth::desktop {

// Loads the fonts that are in the program's resources and makes the style the one of Qt Quick
// Controls; to be called once, on the thread of the window, after the application object and before
// the first engine. False where a font could not be read: a fault of the build.
[[nodiscard]] bool use_style();

// Gives `engine` the import path of the modules, image://icon/NAME/RRGGBB and image://shadow/ALPHA,
// and takes the network from it. The engine owns the providers.
void install_style(QQmlEngine& engine);

}  // namespace troth::desktop
