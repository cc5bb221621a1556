"""The sample instance that `shencha demo` serves."""
