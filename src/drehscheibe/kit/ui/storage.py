"""Static files with a hash in the name, also for modules that import each other."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # whitenoise has no types


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Rewrites `import … from "./x.js";` too, so that scripts may be cached for ever."""

    support_js_module_import_aggregation = True
