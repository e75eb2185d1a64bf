namespace Orleans.Configuration;

/// <summary>Settings of calls that start in a silo.</summary>
public class SiloMessagingOptions : MessagingOptions;
