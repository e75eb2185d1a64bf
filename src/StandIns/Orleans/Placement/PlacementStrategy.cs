namespace Orleans.Runtime;

/// <summary>How grains of a class are placed on silos; its director decides.</summary>
public abstract class PlacementStrategy;
