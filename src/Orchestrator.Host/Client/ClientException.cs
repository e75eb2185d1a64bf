namespace Orchestrator.Host.Client;

/// <summary>The command cannot do what it was asked to; the message is for the person who typed it.</summary>
public class ClientException(string message, int exitCode = ExitCode.Refused, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>One of <see cref="Client.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The options, or the settings of the environment, are wrong.</summary>
    public static ClientException Misuse(string message) => new(message, Client.ExitCode.Misuse);
}
