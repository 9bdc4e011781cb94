// One file to load for both: each file of its own adds to what everybody downloads.
export { default as ChannelForm } from './messages/channel-form';
export { ModernSourceForm as SourceForm } from './settings-form';
