package io.dualwrite.chaos;

import io.dualwrite.row.Side;

/** The tables of the load: how a row is exported by either side, by what it is known, and one field to know it again. */
@SuppressWarnings("ImmutableEnumChecker") // a Layout is two texts
enum Kind {
    COMPANY(
            "companies",
            new Layout("LegalEntities", "LegalEntityId={number},Name={name}"),
            new Layout("cdm_companies", "cdm_companycode={number},cdm_name={name}")),
    CURRENCY(
            "currencies",
            new Layout("Currencies", "CurrencyCode={number},Name={name},Symbol=$"),
            new Layout("transactioncurrencies", "isocurrencycode={number},currencyname={name}")),
    UNIT(
            "units",
            new Layout(
                    "UnitsOfMeasure",
                    "UnitSymbol={number},UnitClass=Quantity,DecimalPrecision=2,UnitDescription={name}"),
            new Layout("uoms", "msdyn_symbol={number},msdyn_description={name}")),
    CUSTOMER(
            "accounts",
            new Layout(
                    "CustomersV3",
                    "dataAreaId=usmf,CustomerAccount={number},PartyType=Organization,OrganizationName={name},"
                            + "SalesCurrencyCode=USD,CreditLimit={price}00"),
            new Layout(
                    "accounts",
                    "accountnumber={number},msdyn_company.cdm_companycode=usmf,name={name},customertypecode=3,"
                            + "transactioncurrencyid.isocurrencycode=USD,creditlimit={price}00")),
    PRODUCT(
            "products",
            new Layout(
                    "CDSReleasedDistinctProducts",
                    "dataAreaId=usmf,ProductNumber={number},ItemNumber={number},ProductName={name},ProductType=Item,"
                            + "SalesUnitSymbol=pcs,SalesUnitDecimalPrecision=2,SalesPrice={price},CurrencyCode=USD"),
            new Layout("products", "msdyn_productnumber={number},name={name}")),
    ORDER(
            "orders",
            new Layout(
                    "CDSSalesOrderHeaders",
                    "dataAreaId=usmf,SalesOrderNumber={number},OrderingCustomerAccountNumber={customer},"
                            + "CurrencyCode=USD,DeliveryAddressCity={name},SalesOrderName={name},"
                            + "SalesOrderProcessingStatus={status}"),
            new Layout(
                    "salesorders",
                    "msdyn_salesordernumber={number},msdyn_company.cdm_companycode=usmf,shipto_city={name},name={name},"
                            + "customerid.Account(accountnumber)={customer},transactioncurrencyid.isocurrencycode=USD,"
                            + "msdyn_ordertype=192350000")),
    ORDER_LINE(
            "order-lines",
            new Layout(
                    "CDSSalesOrderLines",
                    "dataAreaId=usmf,SalesOrderNumber={number},LineCreationSequenceNumber={line},"
                            + "ProductNumber={product},OrderedSalesQuantity={quantity},SalesUnitSymbol=pcs,"
                            + "SalesPrice={price},LineDiscountAmount=1,LineAmount={amount},CurrencyCode=USD"),
            new Layout(
                    "salesorderdetails",
                    "salesorderid.msdyn_salesordernumber={number},salesorderid.msdyn_company.cdm_companycode=usmf,"
                            + "sequencenumber={line},productid.msdyn_productnumber={product},quantity={quantity},"
                            + "uomid.msdyn_symbol=pcs,priceperunit={price},manualdiscountamount={quantity}")),
    QUOTE(
            "quotes",
            new Layout(
                    "CDSSalesQuotationHeaders",
                    "dataAreaId=usmf,SalesQuotationNumber={number},RequestingCustomerAccountNumber={customer},"
                            + "CurrencyCode=USD,SalesQuotationName={name}"),
            new Layout(
                    "quotes",
                    "msdyn_quotenumber={number},msdyn_company.cdm_companycode=usmf,name={name},"
                            + "customerid.Account(accountnumber)={customer},transactioncurrencyid.isocurrencycode=USD,"
                            + "statecode=0")),
    QUOTE_LINE(
            "quote-lines",
            new Layout(
                    "CDSSalesQuotationLines",
                    "dataAreaId=usmf,SalesQuotationNumber={number},LineCreationSequenceNumber={line},"
                            + "ProductNumber={product},RequestedSalesQuantity={quantity},SalesUnitSymbol=pcs,"
                            + "SalesPrice={price},CurrencyCode=USD"),
            new Layout(
                    "quotedetails",
                    "quoteid.msdyn_quotenumber={number},quoteid.msdyn_company.cdm_companycode=usmf,"
                            + "sequencenumber={line},productid.msdyn_productnumber={product},quantity={quantity},"
                            + "uomid.msdyn_symbol=pcs,priceperunit={price},manualdiscountamount=0"));

    private final String map;
    private final Layout finops;
    private final Layout dataverse;

    Kind(String map, Layout finops, Layout dataverse) {
        this.map = map;
        this.finops = finops;
        this.dataverse = dataverse;
    }

    /** The table map that its rows go through. */
    String map() {
        return map;
    }

    Layout layout(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }

    /** Nobody works on it: it is there from the beginning. */
    boolean isGiven() {
        return this == COMPANY || this == CURRENCY || this == UNIT;
    }

    boolean isLine() {
        return this == ORDER_LINE || this == QUOTE_LINE;
    }
}
