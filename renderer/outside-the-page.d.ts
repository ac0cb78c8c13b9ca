/** No module, on purpose: in the page Electron and Node's modules resolve to this file, so that importing one fails. */
