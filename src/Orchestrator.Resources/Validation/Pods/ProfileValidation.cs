using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for profiles that confine containers.</summary>
internal static class ProfileValidation
{
    public static void Validate(SeccompProfile? profile, string path, FieldErrors errors)
    {
        if (profile is null)
        {
            return;
        }

        ValidateName(profile.Type, profile.LocalhostProfile, "seccomp", path, errors);
        if (profile is { Type: SecurityProfileType.Localhost, LocalhostProfile: { Length: > 0 } file })
        {
            errors.InvalidAll($"{path}.localhostProfile", file, PathRules.NotDescending(file));
        }
    }

    public static void Validate(AppArmorProfile? profile, string path, FieldErrors errors)
    {
        if (profile is null)
        {
            return;
        }

        ValidateName(profile.Type, profile.LocalhostProfile, "AppArmor", path, errors);
        if (profile is { Type: SecurityProfileType.Localhost, LocalhostProfile: { Length: > 0 } name } && name.Trim() != name)
        {
            errors.Invalid($"{path}.localhostProfile", name, "must not be padded with whitespace");
        }
    }

    private static void ValidateName(string type, string? name, string system, string path, FieldErrors errors)
    {
        var isNamed = !string.IsNullOrEmpty(name);
        if (type == SecurityProfileType.Localhost && !isNamed)
        {
            errors.Required($"{path}.localhostProfile", $"must be set when {system} type is Localhost");
        }
        else if (type != SecurityProfileType.Localhost && isNamed)
        {
            errors.Invalid($"{path}.localhostProfile", name, $"can only be set when {system} type is Localhost");
        }
    }
}
