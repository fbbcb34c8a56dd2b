/** There is one project so far; its name is in every path so that more can come. */
export const PROJECT = 'local';
