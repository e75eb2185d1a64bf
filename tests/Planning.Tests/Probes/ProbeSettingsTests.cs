using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Probes;

public sealed class ProbeSettingsTests
{
    [Fact]
    public void Probe_that_says_nothing_has_the_defaults()
    {
        var settings = ProbeSettings.Of(new Probe());

        Assert.Equal(new ProbeSettings(), settings);
        Assert.Equal(
            (0, 10, 1, 1, 3),
            (settings.InitialDelay.TotalSeconds, settings.Period.TotalSeconds, settings.Timeout.TotalSeconds, settings.SuccessThreshold, settings.FailureThreshold));
        Assert.Null(settings.TerminationGrace);
    }

    [Fact]
    public void Probe_that_says_everything_is_taken_at_its_word()
    {
        var probe = new Probe
        {
            InitialDelaySeconds = 1,
            PeriodSeconds = 2,
            TimeoutSeconds = 3,
            SuccessThreshold = 4,
            FailureThreshold = 5,
            TerminationGracePeriodSeconds = 6,
        };

        var expected = new ProbeSettings
        {
            InitialDelay = TimeSpan.FromSeconds(1),
            Period = TimeSpan.FromSeconds(2),
            Timeout = TimeSpan.FromSeconds(3),
            SuccessThreshold = 4,
            FailureThreshold = 5,
            TerminationGrace = TimeSpan.FromSeconds(6),
        };
        Assert.Equal(expected, ProbeSettings.Of(probe));
    }

    [Fact]
    public void Container_has_the_probes_that_are_declared()
    {
        var container = new Container { Name = "web", StartupProbe = new Probe { PeriodSeconds = 1 }, LivenessProbe = new Probe { PeriodSeconds = 3 } };

        var probes = ContainerProbes.Of(container);

        Assert.Equal(TimeSpan.FromSeconds(1), probes.Startup?.Period);
        Assert.Null(probes.Readiness);
        Assert.Equal(TimeSpan.FromSeconds(3), probes[ProbeKind.Liveness]?.Period);
    }
}
