export { ProfileRules } from './profile-rules.tsx';
export { ProfileVersions, type ProfileVersionsProps } from './profile-versions.tsx';
