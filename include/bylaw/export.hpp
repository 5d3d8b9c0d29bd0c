// BYLAW_API marks what the shared library shows; everything else is hidden.
#pragma once

#if defined(BYLAW_STATIC) || !defined(__GNUC__)
#define BYLAW_API
#else
#define BYLAW_API __attribute__((visibility("default")))
#endif
