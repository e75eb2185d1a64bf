using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>Chooses the version of Docker's API.</summary>
internal static class ApiVersion
{
    /// <summary>Docker 20.10: the first that says which cgroup version its machine has.</summary>
    private static readonly System.Version Oldest = new(1, 41);

    /// <summary>What this adapter was written for, and the oldest that engines from 29 on accept.</summary>
    private static readonly System.Version Newest = new(1, 44);

    /// <summary>
    /// The newest version that both know. An engine that has dropped ours gets the oldest that it still accepts: what we ask for has been in the API unchanged
    /// for years, so that is better than not to talk at all.
    /// </summary>
    /// <exception cref="EngineException">The engine is too old.</exception>
    public static System.Version Choose(VersionResponse engine)
    {
        if (!System.Version.TryParse(engine.APIVersion, out var offered))
        {
            throw new EngineException(EngineFault.Unavailable, $"The container engine names no API version; got '{engine.APIVersion}'.");
        }

        if (offered < Oldest)
        {
            throw new EngineException(
                EngineFault.Unavailable,
                $"The container engine {engine.Version} speaks API {offered}, and at least {Oldest} is needed: install Docker 20.10 or newer.");
        }

        var chosen = offered < Newest ? offered : Newest;
        return System.Version.TryParse(engine.MinAPIVersion, out var accepted) && chosen < accepted ? accepted : chosen;
    }
}
