namespace Orchestrator.TestKit;

/// <summary>Calls <c>eng/server</c>, which knows how private servers are started and ended.</summary>
internal static class ServerCommand
{
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var command = new ShellCommand
        {
            Program = Path.Combine(TestEnvironment.Repository, "eng", "server"),
            Arguments = arguments,
            Environment = environment,
            Within = TimeSpan.FromMinutes(5),
        };
        return (await command.RunAsync()).Succeeded().Output.Trim();
    }
}
