using Orchestrator.Resources.Core;
using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class MachineValidationTests
{
    [Theory]
    [InlineData(MachineAnnotation.ShmSize, "1Gi")]
    [InlineData(MachineAnnotation.Devices, "/dev/fuse")]
    [InlineData(MachineAnnotation.Devices, "/dev/fuse:r, /dev/ttyUSB0:/dev/modem:rw,/dev/dri/card0:/dev/card")]
    public void Annotation_that_is_understood_is_taken(string name, string value) => Assert.Empty(ErrorsWith(name, value));

    [Theory]
    [InlineData(MachineAnnotation.ShmSize, "much")]
    [InlineData(MachineAnnotation.ShmSize, "0")]
    [InlineData(MachineAnnotation.Devices, "")]
    [InlineData(MachineAnnotation.Devices, "/etc/passwd")]
    [InlineData(MachineAnnotation.Devices, "/dev/../etc/passwd")]
    [InlineData(MachineAnnotation.Devices, "/dev/fuse:x")]
    [InlineData(MachineAnnotation.Devices, "/dev/fuse:rr")]
    [InlineData(MachineAnnotation.Devices, "/dev/fuse,")]
    public void Annotation_that_is_not_understood_is_named(string name, string value) =>
        Assert.StartsWith($"metadata.annotations[{name}]: Invalid value: \"{value}\": must be", Assert.Single(ErrorsWith(name, value)), StringComparison.Ordinal);

    private static string[] ErrorsWith(string name, string value)
    {
        var pod = Pod();
        return Errors(pod with { Metadata = pod.Metadata with { Annotations = pod.Metadata.Annotations.Add(name, value) } }, null);
    }
}
