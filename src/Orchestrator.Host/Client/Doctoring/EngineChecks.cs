using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestrator.Containers;
using Orchestrator.Containers.Docker;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>Looks at the container engine.</summary>
internal sealed class EngineChecks(ClientSurroundings surroundings)
{
    private const int ImagesEvictBelow = 15;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    /// <summary>Looks.</summary>
    public async Task<ImmutableArray<Check>> LookAsync(CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddLogging().AddDockerEngine(options =>
        {
            options.ReadEnvironment(surroundings.Variable);
            (options.PingTimeout, options.ReadTimeout) = (AnswerWithin, AnswerWithin);
        }).BuildServiceProvider();
        try
        {
            return Judged(await services.GetRequiredService<IContainerEngine>().GetInfoAsync(cancellationToken));
        }
        catch (EngineException failure)
        {
            return [Check.Failed("engine", failure.Message.TrimEnd('.'), "start the Docker engine, let this user use its socket (group docker), or name another with DOCKER_HOST")];
        }
        catch (OptionsValidationException failure)
        {
            return [Check.Failed("engine", failure.Message.TrimEnd('.'), "correct DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH")];
        }
    }

    private static ImmutableArray<Check> Judged(EngineInfo info)
    {
        var checks = ImmutableArray.CreateBuilder<Check>();
        checks.Add(info.OperatingSystem == "linux"
            ? Check.Ok("engine", $"Docker {info.Version} answers, API {info.ApiVersion}, {info.Cpus} CPUs, {info.MemoryBytes >> 20} MiB")
            : Check.Failed("engine", $"Docker {info.Version} runs containers of {info.OperatingSystem}", "use an engine that runs Linux containers"));
        checks.Add(info.CgroupVersion == 2
            ? Check.Ok("cgroups", $"version 2, {info.CgroupDriver}")
            : Check.Warning("cgroups", $"version 1, {info.CgroupDriver}: it works, and systems give it up", "boot with systemd.unified_cgroup_hierarchy=1, or use a newer distribution"));

        // The engine may be on another machine, or see another root; then its folder cannot be looked at from here.
        checks.Add(Directory.Exists(info.DataRoot)
            ? FolderSpace.Of("engine's disk", info.DataRoot, ImagesEvictBelow)
            : Check.Warning("engine's disk", $"{info.DataRoot} is not to be seen from here", "look there: df -h on the engine's machine"));
        return checks.ToImmutable();
    }
}
