using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class BrokenProcessTests
{
    [Fact]
    public async Task Process_whose_engine_goes_away_in_the_middle_of_its_output_is_unavailable()
    {
        await using var fake = await FakeEngine.StartAsync();
        using var engine = Engines.Create(fake.Endpoint);
        fake.Answer = context => context.Request.Path.Value!.EndsWith("/attach", StringComparison.Ordinal)
            ? BreakAsync(context)
            : FakeEngine.Json(context, """{"Id":"a1","State":{"Status":"running","Running":true},"Config":{}}""");
        await using var process = await engine.AttachAsync("a1", new AttachSpec(), default);
        var read = 0;

        await Engines.FailsAsync(EngineFault.Unavailable, async () =>
        {
            await foreach (var piece in process.ReadOutputAsync(default))
            {
                read += piece.Bytes.Length;
            }
        });

        Assert.Equal(3, read);
    }

    private static async Task BreakAsync(HttpContext context)
    {
        context.Response.Headers.Upgrade = "tcp";
        await using var connection = await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
        await connection.WriteAsync(new byte[] { 1, 0, 0, 0, 0, 0, 0, 9, 65, 66, 67 });
        await connection.FlushAsync();
    }
}
