"""Points: listed items (一是 ...; 二是 ...)."""
