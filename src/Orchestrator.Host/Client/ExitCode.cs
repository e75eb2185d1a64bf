namespace Orchestrator.Host.Client;

/// <summary>What the process says of itself when it ends, for scripts.</summary>
public static class ExitCode
{
    /// <summary>All that was asked for is done.</summary>
    public const int Success = 0;

    /// <summary>The server refused, or something was not found.</summary>
    public const int Refused = 1;

    /// <summary>The options, or the settings of the environment, do not say what to do.</summary>
    public const int Misuse = 2;

    /// <summary>No server answered.</summary>
    public const int Unreachable = 3;

    /// <summary>Ctrl-C: the code that shells report for a process that SIGINT has ended.</summary>
    public const int Interrupted = 130;

    /// <summary>The codes as the help of a command has them.</summary>
    public const string Help = """
        Exit codes:
          0    done
          1    the server refused, or something was not found
          2    misuse: options or settings that do not fit
          3    the server cannot be reached
          130  interrupted
        """;
}
