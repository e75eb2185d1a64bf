using Gateway.Tests.Fixtures;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Listening;

public sealed class ListenTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("http://192.0.2.1:0")]
    public async Task Address_that_others_reach_stops_the_start_and_names_the_setting(string url)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(options => options.ListenUrls = url));

        Assert.Contains("Gateway:AllowNonLoopback", fault.Message);
        Assert.Contains(url, fault.Message);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://example.com:0")]
    [InlineData("nonsense")]
    public async Task Address_that_cannot_be_listened_on_stops_the_start(string url)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(options => options.ListenUrls = url));

        Assert.Contains("Gateway:ListenUrls", fault.Message);
    }

    [Fact]
    public async Task Limit_of_nothing_stops_the_start()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(options => options.WatchesMax = 0));

        Assert.Contains("Gateway:WatchesMax must be more than 0; got 0", fault.Message);
    }

    [Theory]
    [InlineData("http://localhost:0/")]
    [InlineData("http://[::1]:0")]
    public async Task Loopback_addresses_are_listened_on(string url)
    {
        await using var host = await GatewayHost.StartAsync(options => options.ListenUrls = url);

        Assert.Equal(200, (await host.GetAsync("/livez")).Code);
    }

    [Fact]
    public async Task Address_that_others_reach_is_listened_on_where_that_is_allowed()
    {
        await using var host = await GatewayHost.StartAsync(options =>
        {
            options.ListenUrls = "http://0.0.0.0:0";
            options.AllowNonLoopback = true;
        });
        using var client = new HttpClient();

        Assert.Equal("ok", await client.GetStringAsync($"http://127.0.0.1:{host.Address.Port}/livez"));
    }
}
