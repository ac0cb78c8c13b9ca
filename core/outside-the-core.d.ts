/** No module, on purpose: in the core every package but valibot resolves to this file, so that importing one fails. */
