using System.ComponentModel.DataAnnotations;

namespace Orchestrator.Agent.Tests;

public sealed class NodeAgentOptionsTests
{
    [Theory]
    [InlineData(10, 60, 30, 10, null)]
    [InlineData(10, 60, 0, 10, null)]
    [InlineData(0, 60, 30, 10, "HeartbeatPeriod")]
    [InlineData(10, -1, 30, 10, "ResyncPeriod")]
    [InlineData(10, 60, 30, 31, "ShutdownGraceCritical")]
    [InlineData(10, 60, -1, 0, "ShutdownGrace")]
    public void Time_that_cannot_be_is_refused_by_its_name(int heartbeat, int resync, int grace, int critical, string? wrong)
    {
        var options = new NodeAgentOptions
        {
            NodeName = "worker-a",
            ClusterId = "test",
            HeartbeatPeriod = TimeSpan.FromSeconds(heartbeat),
            ResyncPeriod = TimeSpan.FromSeconds(resync),
            ShutdownGrace = TimeSpan.FromSeconds(grace),
            ShutdownGraceCritical = TimeSpan.FromSeconds(critical),
        };

        var faults = new List<ValidationResult>();
        Assert.Equal(wrong is null, Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true));
        Assert.All(faults, fault => Assert.Contains(wrong!, fault.ErrorMessage, StringComparison.Ordinal));
    }
}
