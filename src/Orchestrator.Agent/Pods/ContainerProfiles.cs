using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>What confines a container's system calls and accesses, in the engine's words. Where nothing is said, the engine's own profiles hold.</summary>
internal static class ContainerProfiles
{
    private const string Localhost = "Localhost";
    private const string Unconfined = "Unconfined";

    /// <summary>The engine's options.</summary>
    /// <param name="pod">What the pod says.</param>
    /// <param name="container">What the container says, which counts more.</param>
    /// <param name="folder">The node's folder of seccomp profiles.</param>
    /// <exception cref="ContainerConfigException">A profile is not there.</exception>
    public static IReadOnlyList<string> Of(PodSecurityContext pod, SecurityContext container, string folder)
    {
        var options = new List<string>();
        var seccomp = container.SeccompProfile ?? pod.SeccompProfile;
        if (seccomp is { Type: Unconfined })
        {
            options.Add("seccomp=unconfined");
        }
        else if (seccomp is { Type: Localhost })
        {
            options.Add($"seccomp={Read(folder, seccomp.LocalhostProfile ?? "")}");
        }

        var appArmor = container.AppArmorProfile ?? pod.AppArmorProfile;
        if (appArmor is { Type: Unconfined })
        {
            options.Add("apparmor=unconfined");
        }
        else if (appArmor is { Type: Localhost })
        {
            options.Add($"apparmor={appArmor.LocalhostProfile}");
        }

        return options;
    }

    /// <summary>Whether a pod wants to be confined by AppArmor, which not every machine has.</summary>
    public static bool WantsAppArmor(PodSpec spec) => spec.SecurityContext.AppArmorProfile is { Type: not Unconfined }
        || spec.InitContainers.Concat(spec.Containers).Any(container => container.SecurityContext?.AppArmorProfile is { Type: not Unconfined });

    private static string Read(string folder, string profile)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, profile));
        if (profile.Length == 0 || !path.StartsWith(root, StringComparison.Ordinal))
        {
            throw new ContainerConfigException($"the seccomp profile \"{profile}\" is not a file below the node's folder of profiles, {folder}");
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ContainerConfigException($"cannot load seccomp profile \"{profile}\" from the node's folder of profiles: {e.Message}");
        }
    }
}
