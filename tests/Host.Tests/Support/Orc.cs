using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Support;

/// <summary>A run of orc as a process that ends by itself.</summary>
internal static class Orc
{
    /// <summary>A database that nobody listens for.</summary>
    public const string NoDatabase = "Host=127.0.0.1;Port=1;Database=none;Timeout=1";

    public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var orc = OrcProcess.Start(arguments, new Dictionary<string, string?> { ["ORC_POSTGRES"] = NoDatabase });
        return (await orc.WaitForExitAsync(), orc.Output);
    }
}
