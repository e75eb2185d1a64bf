using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace StandIns.Tests.Silos;

/// <summary>A storage of the host's own around the one of the provider.</summary>
public sealed class OwnStorageTests(OwnStorageTests.WithStorage fixture) : IClassFixture<OwnStorageTests.WithStorage>
{
    private SwitchedStorage Storage => (SwitchedStorage)fixture.Silo.Services.GetRequiredService<IGrainStorage>();

    private ICounterGrain NewGrain() => fixture.Grains.GetGrain<ICounterGrain>($"own/{Guid.NewGuid():N}");

    [Fact]
    public async Task A_state_that_names_no_storage_gets_the_one_without_a_name()
    {
        var before = Storage.Writes;
        Assert.Equal(3, await NewGrain().Add(3));
        Assert.Equal(before + 1, Storage.Writes);
    }

    [Fact]
    public async Task A_failure_of_the_storage_is_inside_an_exception_of_the_runtimes()
    {
        var grain = NewGrain();
        await grain.Add(1);
        Storage.Failure = new IOException("The storage is away.");
        try
        {
            var written = await Assert.ThrowsAsync<OrleansException>(() => grain.Add(1));
            Assert.IsType<IOException>(written.InnerException);
            var activated = await Assert.ThrowsAsync<OrleansException>(() => NewGrain().Value());
            Assert.IsType<IOException>(activated.InnerException);
        }
        finally
        {
            Storage.Failure = null;
        }
    }

    public sealed class WithStorage : SiloFixture
    {
        protected override TestSiloSettings Settings => new()
        {
            Configure = silo => silo.Services.AddSingleton<IGrainStorage>(
                services => new SwitchedStorage(services.GetRequiredKeyedService<IGrainStorage>("Default"))),
        };
    }
}
