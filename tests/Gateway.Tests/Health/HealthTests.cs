using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/healthz")]
    public async Task Health_of_a_healthy_server_is_ok(string path)
    {
        await using var host = await GatewayHost.StartAsync();
        host.MakeDefaultNamespace();

        var answer = await host.GetAsync(path);

        Assert.Equal((200, "ok", "text/plain"), (answer.Code, answer.Text, answer.ContentType));
    }

    [Fact]
    public async Task Readiness_without_database_names_the_check_and_keeps_the_reason_for_the_log()
    {
        await using var host = await GatewayHost.StartAsync();
        host.MakeDefaultNamespace();
        host.Resources.Fault = new InvalidOperationException("Host=db.internal does not answer");

        var ready = await host.GetAsync("/readyz");
        var live = await host.GetAsync("/livez");

        Assert.Equal(503, ready.Code);
        Assert.Contains("[-]storage failed: reason withheld\n", ready.Text);
        Assert.Contains("[+]grains ok\n", ready.Text);
        Assert.DoesNotContain("db.internal", ready.Text);
        Assert.Contains(host.Log.Lines, line => line.Contains("db.internal"));
        Assert.Equal(200, live.Code);
    }

    [Fact]
    public async Task Readiness_without_grains_is_503()
    {
        await using var host = await GatewayHost.StartAsync();
        host.MakeDefaultNamespace();
        host.Cluster.Fault = new TimeoutException();

        Assert.Contains("[-]grains failed", (await host.GetAsync("/readyz?verbose")).Text);
    }

    [Fact]
    public async Task Readiness_before_the_control_plane_has_made_the_default_namespace_is_503()
    {
        await using var host = await GatewayHost.StartAsync();

        var before = await host.GetAsync("/readyz");
        host.MakeDefaultNamespace();
        var after = await host.GetAsync("/readyz");

        Assert.Equal((503, 200), (before.Code, after.Code));
        Assert.Contains("[-]grains failed: reason withheld\n", before.Text);
        Assert.Contains(host.Log.Lines, line => line.Contains("the control plane has yet to make the default namespace"));
    }

    [Fact]
    public async Task Readiness_verbose_lists_all_checks()
    {
        await using var host = await GatewayHost.StartAsync();
        host.MakeDefaultNamespace();

        Assert.Equal("[+]ping ok\n[+]shutdown ok\n[+]storage ok\n[+]grains ok\nreadyz check passed\n", (await host.GetAsync("/readyz?verbose")).Text);
    }
}
