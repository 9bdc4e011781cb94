import { WECOM_ERROR_CODES, WECOM_REASONS } from '../shared/constants';

export const schemas = {
  WeComLink: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      corpId: { type: 'string' },
      memberId: { type: 'string', description: 'userid in lower case' },
      memberName: { type: 'string' },
      state: { type: 'string', enum: ['active', 'left', 'blocked'] },
      origin: {
        type: 'string',
        enum: ['phone', 'email', 'proof', 'profile', 'sign-up', 'sync', 'administrator'],
      },
      createdAt: { type: 'string', format: 'date-time' },
      lastSignInAt: { type: 'string', format: 'date-time' },
    },
  },
  WeComRefusal: {
    type: 'object',
    properties: {
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            code: { type: 'string', enum: [...WECOM_ERROR_CODES] },
            message: { type: 'string', description: 'A sentence for the person, in the language of the request' },
            reason: {
              type: 'string',
              enum: [...WECOM_REASONS],
              description: 'Where the code alone does not say enough',
            },
            choices: {
              type: 'array',
              items: { type: 'string', enum: ['link', 'create'] },
              description: 'What the person can do: prove an account by signing in to it, or be signed up',
            },
            reference: {
              type: 'string',
              description: 'Request id with which an administrator finds the reason in the log',
            },
            redirect: { type: 'string', description: 'The page the person wanted, to start again with' },
            homeLink: { type: 'string', format: 'uri', description: 'Opens the app when it is opened in WeCom' },
          },
        },
      },
    },
  },
  WeComCheckedSetting: {
    type: 'object',
    properties: {
      check: { type: 'string', description: 'What was checked', example: 'credentials' },
      status: { type: 'string', enum: ['ok', 'warning', 'failed'] },
      message: { type: 'string', description: 'What was found, in the language of the request' },
      hint: { type: 'string', description: 'What to do; may be empty' },
      data: {
        type: 'object',
        description: 'For programs',
        properties: {
          copy: { type: 'string', description: 'The exact value to paste into the WeCom console or a web server' },
          ms: { type: 'integer', description: 'How long an answer took, in milliseconds' },
          fields: { type: 'array', items: { type: 'string' }, description: 'Settings that are missing or unusable' },
          errcode: { type: 'integer', description: 'errcode of WeCom' },
          wecomHint: { type: 'string', description: 'Number for WeCom’s error look-up tool' },
          reason: { type: 'string', description: 'Why something could not be reached' },
          detail: { type: 'string', description: 'HTTP status or network error of it' },
          seconds: { type: 'integer', description: 'How far the clock of this server is ahead of WeCom’s' },
        },
      },
    },
  },
};
