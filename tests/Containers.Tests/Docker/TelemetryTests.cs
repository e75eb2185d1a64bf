using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Calls_are_measured_and_traced_with_operation_and_outcome()
    {
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context => context.Request.Path.Value!.EndsWith("/start", StringComparison.Ordinal)
            ? FakeEngine.Status(context, 500, "port is already allocated")
            : FakeEngine.Json(context, """{"Id":"a1"}""");
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var measured = new ConcurrentQueue<(string? Operation, string? Outcome)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Orchestrator.Containers" && instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
            measured.Enqueue((values["operation"], values["outcome"]));
        });
        listener.Start();
        using var parent = new Activity("test").Start();
        var spans = new ConcurrentQueue<Activity>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Orchestrator.Containers",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == parent.TraceId)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(traces);
        using var engine = Engines.Create(fake.Endpoint, meters: meters);

        await engine.CreateContainerAsync(new ContainerSpec { Name = "x1", Image = "b" }, default);
        await Engines.FailsAsync(EngineFault.Start, () => engine.StartContainerAsync("a1", default));

        Assert.Equal([("CreateContainer", "ok"), ("StartContainer", "Start")], measured);
        Assert.Equal(["CreateContainer", "StartContainer"], spans.Select(span => span.OperationName));
        Assert.Equal((ActivityStatusCode.Error, "port is already allocated"), (spans.Last().Status, spans.Last().StatusDescription));
    }
}
