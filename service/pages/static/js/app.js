// The pages work without this; it makes them quicker. Every module looks for its own marks.
import { watchChoices } from "./choices.js";
import { watchDialogs } from "./dialogs.js";
import { watchDocuments } from "./documents.js";
import { watchDrafts } from "./drafts.js";
import { watchFieldwork } from "./fieldwork.js";
import { watchFinder } from "./finder.js";
import { watchForms } from "./forms.js";
import { watchKeys } from "./keys.js";
import { watchMenu } from "./menu.js";
import { watchPhone } from "./phone.js";
import { watchPhoneLink } from "./phone_link.js";
import { watchPicks } from "./picks.js";
import { watchToasts } from "./toasts.js";
import { watchUploads } from "./uploads.js";
import { watchWaits } from "./waits.js";
import { watchViewers } from "./viewer.js";

document.documentElement.classList.add("scripted");
for (const watch of [
  watchMenu,
  watchDialogs,
  watchForms,
  watchDrafts,
  watchChoices,
  watchPicks,
  watchDocuments,
  watchFieldwork,
  watchViewers,
  watchWaits,
  watchToasts,
  watchKeys,
  watchFinder,
  watchUploads,
  watchPhone,
  watchPhoneLink,
]) {
  watch(document);
}
