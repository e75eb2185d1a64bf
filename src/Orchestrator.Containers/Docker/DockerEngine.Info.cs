namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public Task PingAsync(CancellationToken cancellationToken) =>
        CallAsync(EngineOperation.Ping, (client, token) => client.System.PingAsync(token), cancellationToken);

    /// <inheritdoc />
    public Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken) => CallAsync(
        EngineOperation.GetInfo,
        async (session, token) =>
        {
            var machine = await session.Client.System.GetSystemInfoAsync(token);
            return new EngineInfo
            {
                Version = machine.ServerVersion ?? session.Engine.Version ?? "",
                ApiVersion = session.ApiVersion.ToString(),
                Cpus = (int)machine.NCPU,
                MemoryBytes = machine.MemTotal,
                OperatingSystem = machine.OSType ?? "",
                // The machine's own answer is the kernel's name for the architecture (x86_64); Go's is only in the version.
                Architecture = session.Engine.Arch ?? "",
                KernelVersion = machine.KernelVersion ?? "",
                OsImage = machine.OperatingSystem ?? "",
                CgroupVersion = machine.CgroupVersion == "2" ? 2 : 1,
                CgroupDriver = machine.CgroupDriver ?? "",
                SecurityOptions = machine.SecurityOptions?.ToList() ?? [],
                Runtimes = machine.Runtimes?.Keys.Order(StringComparer.Ordinal).ToList() ?? [],
                DataRoot = machine.DockerRootDir ?? "",
            };
        },
        cancellationToken);
}
