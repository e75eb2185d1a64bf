using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Orchestrator.Host.Serving;

/// <summary>How a server logs: on stderr, because stdout is for results, one line an entry.</summary>
internal static class Logs
{
    /// <summary>The environment variable with the least level that is logged.</summary>
    public const string LevelVariable = "ORC_LOG_LEVEL";

    /// <summary>Sets logging up.</summary>
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        var level = Level();
        logging.SetMinimumLevel(level);

        // What keeps the host from starting is said in one sentence by the command, without a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (level >= LogLevel.Information)
        {
            logging.AddFilter("Microsoft", LogLevel.Warning);
            logging.AddFilter("Orleans", LogLevel.Warning);
            logging.AddFilter("System", LogLevel.Warning);
        }
    }

    /// <summary>A logger for what runs before there is a host, or outlives it.</summary>
    public static ILogger CreateLogger(string category) => LoggerFactory.Create(Configure).CreateLogger(category);

    private static LogLevel Level()
    {
        var text = Environment.GetEnvironmentVariable(LevelVariable);
        return string.IsNullOrEmpty(text) ? LogLevel.Information
            : Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) ? level
            : throw new InvalidSettingException($"{LevelVariable} must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}; got '{text}'.");
    }
}
