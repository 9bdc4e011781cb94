/** What a browser test needs. */
export { accessibilityProblems } from './accessibility';
export { answerInstead, answerLate, answerNever, serveDocumentsStatically } from './answers';
export { openContext, withPage } from './browser';
export { DEVICES, type DeviceName } from './devices';
export { endedRun } from './directory-run';
export { openNewAuthenticator } from './new-authenticator';
export { oldestChromium } from './oldest-chromium';
export { ownNocoBase } from './own-nocobase';
export type { Person } from './people';
export { documentationPicture, screenshot } from './pictures';
export { sharedScene, WECOM_BUTTON } from './scene';
export { sessionUser, signInByPassword } from './session';
export { sharedNocoBase } from './shared-nocobase';
export { createSubApp } from './sub-app';
export { startWithTheme } from './theme';
