using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Reading;
using Orchestrator.Storage;
using Orchestrator.Storage.Silo;
using Orleans;
using Orleans.Runtime;

namespace Storage.Tests;

public sealed class FaultTests
{
    private const string Away = "Host=127.0.0.1;Port=1;Username=orc;Password=hunter2;Database=orc";

    [Fact]
    public async Task Server_that_is_away_is_told_with_its_cause_in_words_and_without_types_of_the_driver()
    {
        var services = new ServiceCollection().AddLogging().AddMetrics();
        services.AddPostgresStorage(options => options.ConnectionString = Away);
        await using var storage = services.BuildServiceProvider();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => storage.GetRequiredService<IResourceReader>().ListAsync(new ResourceQuery { Group = "", Kind = "Pod" }, default));

        AssertTold(fault);
    }

    [Fact]
    public async Task Server_that_is_away_is_told_of_reminders_alike()
    {
        using var host = new HostBuilder().UseOrleans(silo => silo.UsePostgres(Away)).Build();
        var table = host.Services.GetRequiredService<IReminderTable>();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            await table.StartAsync();
            await table.ReadRow(GrainId.Create("grain", "key"), "reminder");
        });

        AssertTold(fault);
    }

    private static void AssertTold(StorageUnavailableException fault)
    {
        // With Microsoft Orleans a silo cannot tell another of an exception when anything in it is of a type that is neither .NET's nor marked for it.
        for (var cause = fault.InnerException; cause is not null; cause = cause.InnerException)
        {
            Assert.Equal(typeof(Exception).Assembly, cause.GetType().Assembly);
        }

        Assert.Contains("NpgsqlException: Failed to connect to 127.0.0.1:1", fault.InnerException!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }
}
