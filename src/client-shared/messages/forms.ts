// One file to load for both: each file of its own adds to what everybody downloads.
export { default as ContentForm } from './content-form';
export { default as MessageForm } from './message-form';
