using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>A silo hosts all grain classes of the application, unless it is told otherwise.</summary>
internal sealed class GrainTypeDefaults(GrainClasses classes) : IConfigureOptions<GrainTypeOptions>
{
    public void Configure(GrainTypeOptions options) => options.Classes.UnionWith(classes.All.Select(grainClass => grainClass.Type));
}
