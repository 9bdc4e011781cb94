/** What a browser test needs. */
export { accessibilityProblems } from './accessibility';
export { answerInstead, answerLate, answerNever, serveDocumentsStatically } from './answers';
export { closeBrowser, openContext, type PageOptions, withPage } from './browser';
export { DEVICES, type DeviceName } from './devices';
export { openNewAuthenticator } from './new-authenticator';
export { oldestChromium } from './oldest-chromium';
export { type OwnNocoBase, startOwnNocoBase } from './own-nocobase';
export { documentationPicture, screenshot } from './pictures';
export { openScene, type Scene, type SceneOptions, WECOM_BUTTON } from './scene';
export { sessionUser, signInByPassword } from './session';
export { type SharedNocoBase, sharedNocoBase } from './shared-nocobase';
export { createSubApp } from './sub-app';
